// SPDX-License-Identifier: Apache-2.0
// Light or dark: the choice is a cookie, so that the server writes it into the first byte.

const current = () =>
  document.documentElement.dataset.theme ?? (matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark');

export function flipTheme() {
  const theme = current() === 'light' ? 'dark' : 'light';
  document.documentElement.dataset.theme = theme;
  document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax`;
  dispatchEvent(new Event('brownout:theme'));
}
