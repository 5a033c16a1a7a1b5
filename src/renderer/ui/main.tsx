import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { openVault } from './vault-worker.ts';

function Greeting(): React.ReactNode {
  const [answer, setAnswer] = useState('The vault is silent');
  useEffect(() => {
    const vault = openVault();
    vault.addEventListener('message', ({ data }) => setAnswer(String(data)));
    vault.postMessage('hello');
    return () => vault.terminate();
  }, []);
  return (
    <main>
      <h1>Beistand</h1>
      <p role="status">{answer}</p>
    </main>
  );
}

const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(<Greeting />);
