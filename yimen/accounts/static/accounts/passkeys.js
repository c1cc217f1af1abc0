// Binds the button that adds a passkey to allauth's own script; what it needs stands in the data- attributes.
// Until then the button cannot be pressed: it would do nothing, and say nothing.
{
  const { button, credential, passwordless } = document.currentScript.dataset;
  window.allauth.webauthn.forms.addForm({
    ids: { add: button, credential, passwordless, data: "js_data" },
  });
  document.getElementById(button).disabled = false;
}
