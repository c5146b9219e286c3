"""Small charts in one accent, its lighter step, ink and greys; import them from `ui.kit`."""
