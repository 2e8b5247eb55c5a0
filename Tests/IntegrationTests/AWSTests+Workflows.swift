import MeshCore
import Testing

/// The workflows that ship, on services and functions that run.
extension AWSTests {
    @Test(
        "Each workflow that ships runs by one command", .timeLimit(.minutes(5)),
        arguments: [
            ("checkout", "state", "paid"),
            ("erase-account", "erased", ["identity", "orders", "catalog", "recommender", "notifier"]),
            ("fulfil-order", "state", "delivered"), ("nightly-batch", "skus", 20),
        ] as [(String, String, JSONValue)])
    func shipped(_ name: String, _ field: String, _ expected: JSONValue) async throws {
        let output = try await output(of: name)
        #expect(output[field] == expected, "\(output)")
    }

    @Test("encode-title makes files that can be played", .timeLimit(.minutes(5)))
    func playable() async throws {
        let output = try await output(of: "encode-title")
        let renditions = try #require(output["renditions"]?.arrayValue)
        #expect(renditions.compactMap { $0["name"]?.stringValue } == ["360p", "240p", "144p"])
        for rendition in renditions {
            let file = try #require(rendition["file"]?.stringValue)
            let probe = try await Tool(executable: "ffprobe").run(
                ["-v", "error", "-show_entries", "stream=codec_type", "-of", "csv=p=0", file])
            #expect(probe.exitCode == 0 && probe.output.contains("video"), "\(probe)")
        }
        let master = try #require(output["master"]?.stringValue)
        let played = try await Tool(executable: "ffmpeg").run(["-v", "error", "-i", master, "-f", "null", "-"])
        #expect(played.exitCode == 0 && played.errors == "", "\(played)")
    }

    /// What a workflow ends with, run with the input that ships with it.
    private func output(of name: String) async throws -> JSONValue {
        let result = try await LocalMesh.required().workflows.run([name])
        try #require(result.exitCode == 0, "\(name): \(result)")
        let last = try #require(result.output.split(separator: "\n").last, "\(name): \(result)")
        return try JSONValue(parsing: String(last))
    }
}
