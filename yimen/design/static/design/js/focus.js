// Leads the reader of a form that was sent back to the summary of what is wrong.
document.querySelector("[data-focus]")?.focus();
