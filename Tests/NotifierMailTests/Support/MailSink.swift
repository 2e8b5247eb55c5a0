import Foundation
import MeshTestKit

@testable import NotifierMail

/// Debian's aiosmtpd in a process, which does what the names of recipients ask for (Scripts/sink.py).
final class MailSink: Sendable {
    /// Something that happened there.
    struct Event: Decodable {
        let event: String
        let secured: Bool?
        let recipients: [String]?
        let content: String?
        let peer: Int?
        let user: String?
        let mechanism: String?
    }

    struct NotStarted: Error {
        let output: String
    }

    let port: Int
    private let process = Process()
    private let input = Pipe()
    private let directory: TemporaryDirectory

    /// - Parameter settings: Those of the script, as the members of a JSON object.
    init(_ settings: String = "") throws {
        directory = try TemporaryDirectory()
        let log = try directory.write("log", "")
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = [
            TestProgram.script("sink.py", test: URL(filePath: #filePath).deletingLastPathComponent().path),
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
    var events: [Event] {
        get throws {
            try directory.read("log").split(separator: "\n").map {
                try JSONDecoder().decode(Event.self, from: Data($0.utf8))
            }
        }
    }

    /// The mails that it has read to their end.
    var mails: [Event] { get throws { try events.filter { $0.event == "mail" } } }

    /// How it is talked to.
    func server(_ security: SMTPSecurity = .none, credentials: SMTPCredentials? = nil) -> SMTPServer {
        SMTPServer(
            host: "localhost", port: port,
            session: SMTPSettings(greeting: "client.example", security: security, credentials: credentials))
    }
}
