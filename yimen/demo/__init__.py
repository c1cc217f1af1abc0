"""The demo city 云泽, and the factories that it shares with the tests, so that it cannot rot."""
