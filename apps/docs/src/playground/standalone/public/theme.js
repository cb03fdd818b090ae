// Before the first paint: light or dark as chosen here, or else as the system says.
document.documentElement.dataset.theme =
  localStorage.getItem('starlight-theme') ||
  (matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark');
