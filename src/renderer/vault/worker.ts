addEventListener('message', () => postMessage('The vault answers'));
