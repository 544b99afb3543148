// Runs a Python file under Pyodide in Node, with mediakit and the wheels beside it:
//
//   node tests/pyodide/run.mjs WHEEL_OF_MEDIAKIT FILE.py FOLDER
//
// from a folder with node_modules/pyodide (`npm install pyodide`), in it Pyodide's own wheels of
// numpy, pandas, scipy, matplotlib and scikit-learn, and pure wheels of textstat and what it needs
// in wheels/. The Python file sees FOLDER as /shared. Whatever asks for the network fails.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const here = process.cwd();
const { loadPyodide } = createRequire(`${here}/`)("pyodide");
const [wheel, file, folder] = process.argv.slice(2).map((name) => path.resolve(name));

const stop = (error) => {
  console.error(String(error).slice(-4000)); // Node would show all of Pyodide's source
  process.exit(1);
};
globalThis.fetch = () => { throw new Error("the network was asked for"); };
try {
  const pyodide = await loadPyodide({ env: { MPLBACKEND: "Agg", HOME: "/home/pyodide" } });
  const needed = ["numpy", "pandas", "scipy", "matplotlib", "scikit-learn"];
  await pyodide.loadPackage(needed, { messageCallback: () => {} });
  const site = pyodide.runPython("import sysconfig; sysconfig.get_paths()['purelib']");
  const pure = fs.readdirSync("wheels").map((name) => path.join(here, "wheels", name));
  for (const name of [...pure, wheel]) {
    const bytes = new Uint8Array(fs.readFileSync(name)).slice().buffer;
    pyodide.unpackArchive(bytes, "wheel", { extractDir: site });
  }
  pyodide.FS.mkdirTree("/shared");
  pyodide.mountNodeFS("/shared", folder);
  console.log(`Pyodide ${pyodide.version}`);
  await pyodide.runPythonAsync(fs.readFileSync(file, "utf8"));
} catch (error) { stop(error); }
