/** The same bytes cut into chunks of several sizes must give the same report digest. */
import { basename, join } from "node:path";
import { load } from "../load.mjs";
import { printTable } from "../numbers.mjs";

const SIZES = [1, 7, 65_536, 1_048_576];

const FILES = [
  "errorstreams/ErrorStreamSetA.csv",
  "errorstreams/ErrorStreamSetB.csv",
  "loghub/Android/Android_2k.log",
  "loghub/Apache/Apache_2k.log",
  "loghub/BGL/BGL_2k.log",
  "loghub/HDFS/HDFS_2k.log",
  "loghub/Hadoop/Hadoop_2k.log",
  "loghub/Linux/Linux_2k.log",
  "loghub/Zookeeper/Zookeeper_2k.log",
  "lnav/files/logfile_access_log.0",
  "lnav/files/logfile_spark.0",
  "lnav/files/logfile_pino.0",
];

export async function chunkDigests({ data }) {
  const { FileSource } = await load("src/cli/file-source.ts");
  const { Session } = await load("src/pipeline/session.ts");
  const { reportDigest } = await load("src/report/digest.ts");
  const { DEFAULT_SETTINGS } = await load("src/model/analysis.ts");
  const wasm = await (await load("src/cli/wasm-modules.ts")).loadModules();
  const rows = [];
  const details = [];
  for (const file of FILES) {
    const digests = [];
    for (const size of SIZES) {
      const source = await FileSource.open(join(data, file), size);
      const session = await Session.open(wasm, [source], { timeZone: "UTC" });
      const { report } = await session.analyze(DEFAULT_SETTINGS);
      digests.push(await reportDigest(report));
      await source.close();
    }
    const same = new Set(digests).size === 1;
    rows.push([basename(file), same ? "same" : "DIFFERS", ...digests.map((digest) => digest.slice(0, 12))]);
    details.push({ file, same, digests });
  }
  printTable("report digests by chunk size", ["file", "", "1 B", "7 B", "64 KiB", "1 MiB"], rows);
  return { passed: details.every(({ same }) => same), details };
}
