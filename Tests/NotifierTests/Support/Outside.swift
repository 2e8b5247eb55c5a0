import Foundation
import MeshCore
import MeshTestKit

/// Receivers of webhooks and pushes, and providers of text messages, in a process of Python (receiver.py).
final class Outside: Sendable {
    struct NotStarted: Error {
        let output: String
    }

    /// Whether Python and its packages are there.
    static var isPrepared: Bool { TestProgram.preparedPython != nil }

    let port: Int
    /// The keys of the browser, as its script is told them.
    let keys: JSONValue
    private let process = Process()
    private let input = Pipe()
    private let directory: TemporaryDirectory

    /// - Throws: When it cannot be started.
    init() throws {
        directory = try TemporaryDirectory()
        let log = try directory.write("log", "")
        let output = Pipe()
        process.executableURL = URL(filePath: TestProgram.preparedPython?.path ?? "/usr/bin/python3")
        process.arguments = [
            URL(filePath: #filePath).deletingLastPathComponent()
                .appending(path: "../Scripts/receiver.py").standardizedFileURL.path, log,
        ]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        var text = ""
        while true {
            let data = output.fileHandleForReading.availableData
            text += String(decoding: data, as: UTF8.self)
            if let match = text.firstMatch(of: /KEYS (\S+) (\S+)\nPORT (\d+)\n/), let port = Int(match.3) {
                self.port = port
                keys = ["p256dh": .string(String(match.1)), "auth": .string(String(match.2))]
                return
            }
            guard !data.isEmpty else { throw NotStarted(output: text) }
        }
    }

    deinit { process.terminate() }

    func url(_ path: String) -> String { "http://127.0.0.1:\(port)/\(path)" }

    /// What has come so far.
    var requests: [JSONValue] {
        get throws {
            try directory.read("log").split(separator: "\n").map { try JSONValue(parsing: Array($0.utf8)) }
        }
    }
}
