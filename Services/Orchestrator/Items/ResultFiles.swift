import MeshCore
import StatesLanguage

/// The files that a `ResultWriter` asks for: one for each way in which items ended, and a manifest that names them.
struct ResultFiles {
    let buckets: Buckets
    let writer: MapResultWriter
    let arn: String
    let id: String

    /// Writes the results.
    ///
    /// - Returns: What the map's output tells of them.
    /// - Throws: `StateFailure` `States.ResultWriterFailed`.
    func write(_ results: [MapItemResult]) throws(StateFailure) -> Payload {
        guard let bucket = writer.arguments["Bucket"]?.stringValue else {
            throw StateFailure(error: "States.ResultWriterFailed", cause: "The argument Bucket is missing.")
        }
        let prefix =
            writer.arguments["Prefix"]?.stringValue.map { $0.hasSuffix("/") || $0.isEmpty ? $0 : $0 + "/" } ?? ""
        let folder = "\(prefix)\(id)"
        let isLines = writer.configuration["OutputType"]?.stringValue == "JSONL"
        do {
            var files: JSONObject = [:]
            for (name, status) in [("FAILED", MapItemStatus.failed), ("PENDING", .pending), ("SUCCEEDED", .succeeded)] {
                let chosen = results.filter { status == .failed ? $0.hasFailed : $0.status == status }
                files[name] = .array(try write(chosen, to: bucket, key: "\(folder)/\(name)_0", isLines: isLines))
            }
            let manifest: JSONValue = [
                "DestinationBucket": .string(bucket), "MapRunArn": .string(arn), "ResultFiles": .object(files),
            ]
            try buckets.write(manifest.utf8, bucket: bucket, key: "\(folder)/manifest.json")
        } catch {
            throw StateFailure(error: "States.ResultWriterFailed", cause: "The results could not be written: \(error)")
        }
        return Payload([
            "MapRunArn": .string(arn),
            "ResultWriterDetails": ["Bucket": .string(bucket), "Key": .string("\(folder)/manifest.json")],
        ])
    }

    private func write(
        _ results: [MapItemResult], to bucket: String, key: String, isLines: Bool
    ) throws -> [JSONValue] {
        guard !results.isEmpty else { return [] }
        let values = results.map(\.json)
        let bytes =
            isLines ? Array(values.map { $0.description + "\n" }.joined().utf8) : JSONValue.array(values).utf8
        let name = key + (isLines ? ".jsonl" : ".json")
        try buckets.write(bytes, bucket: bucket, key: name)
        return [["Key": .string(name), "Size": .int(Int64(bytes.count))]]
    }
}
