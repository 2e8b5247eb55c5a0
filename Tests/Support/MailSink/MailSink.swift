import Foundation
import MeshTestKit

/// Debian's aiosmtpd in a process, which does what the names of recipients ask for (sink.py).
package final class MailSink: Sendable {
    /// Something that happened there.
    package struct Event: Decodable, Sendable {
        package let event: String
        package let secured: Bool?
        package let recipients: [String]?
        package let content: String?
        package let peer: Int?
        package let user: String?
        package let mechanism: String?
    }

    struct NotStarted: Error {
        package let output: String
    }

    /// Where it listens, on 127.0.0.1.
    package let port: Int
    private static let script = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../NotifierMailTests/Scripts/sink.py").standardizedFileURL.path
    private let process = Process()
    private let input = Pipe()
    private let directory: TemporaryDirectory

    /// - Parameter settings: Those of the script, as the members of a JSON object.
    /// - Throws: When it cannot be started.
    package init(_ settings: String = "") throws {
        directory = try TemporaryDirectory()
        let log = try directory.write("log", "")
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = [
            Self.script,
            #"{"log": "\#(log)"\#(settings.isEmpty ? "" : ", " + settings)}"#,
        ]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        var text = ""
        while true {
            let data = output.fileHandleForReading.availableData
            text += String(decoding: data, as: UTF8.self)
            if let match = text.firstMatch(of: #/PORT (\d+)\n/#), let port = Int(match.1) {
                self.port = port
                return
            }
            guard !data.isEmpty else { throw NotStarted(output: text) }
        }
    }

    deinit { process.terminate() }

    /// What has happened so far.
    package var events: [Event] {
        get throws {
            try directory.read("log").split(separator: "\n").map {
                try JSONDecoder().decode(Event.self, from: Data($0.utf8))
            }
        }
    }

    /// The mails that it has read to their end.
    package var mails: [Event] { get throws { try events.filter { $0.event == "mail" } } }
}
