@testable import NotifierMail

/// A server that answers as it is told to, and knows which mails it has taken.
struct ScriptedServer {
    /// What it answers in one transaction.
    struct Script: Hashable, CustomStringConvertible {
        var sender = 250
        var recipients = [250, 250]
        var data = 354
        var message = 250

        var description: String { "\(sender) \(recipients) \(data) \(message)" }
    }

    var script: Script
    var extensions: [String]
    /// Recipients of the messages that it has answered with 250.
    private(set) var taken: [[String]] = []
    /// Whether it has got a message to its end.
    private(set) var hasMessage = false
    private(set) var commands: [String] = []
    private(set) var contents: [[UInt8]] = []
    private var pending: [UInt8] = []
    private var sender: String?
    private var recipients: [String] = []
    private var named = 0
    private var isReading = false
    private var content: [UInt8] = []

    init(script: Script = Script(), extensions: [String] = ["SIZE 1000", "8BITMIME"]) {
        self.script = script
        self.extensions = extensions
    }

    /// Takes bytes of the client.
    ///
    /// - Returns: The answers.
    mutating func received(_ bytes: [UInt8]) -> [String] {
        pending += bytes
        var answers: [String] = []
        while let end = pending.firstIndex(of: 0x0A) {
            let line = Array(pending[...end])
            pending.removeSubrange(...end)
            if let answer = answer(to: line) { answers.append(answer) }
        }
        return answers
    }

    private mutating func answer(to line: [UInt8]) -> String? {
        if isReading {
            guard line == Array(".\r\n".utf8) else {
                content += line.first == UInt8(ascii: ".") ? line.dropFirst() : line[...]
                return nil
            }
            isReading = false
            hasMessage = true
            contents.append(content)
            content = []
            if recipients.isEmpty { return end(554) }
            if script.message == 250 { taken.append(recipients) }
            return end(script.message)
        }
        let text = String(decoding: line, as: UTF8.self).trimmingSuffix("\r\n")
        commands.append(text)
        switch text.prefix(4) {
        case "EHLO": return "250-test\r\n" + lines(extensions)
        case "RSET": return end(250)
        case "MAIL":
            guard sender == nil else { return "503 5.5.1 Nested\r\n" }
            if script.sender == 250 { sender = text }
            return "\(script.sender) sender\r\n"
        case "RCPT":
            guard sender != nil else { return "503 5.5.1 MAIL first\r\n" }
            defer { named += 1 }
            let code = script.recipients[named]
            if code == 250 { recipients.append(String(text.split(separator: "<")[1].prefix { $0 != ">" })) }
            return "\(code) recipient\r\n"
        case "DATA":
            guard !recipients.isEmpty || (sender != nil && script.data == 354) else {
                return "503 5.5.1 RCPT first\r\n"
            }
            isReading = script.data == 354
            return "\(script.data) data\r\n"
        case "QUIT": return "221 Bye\r\n"
        default: return "500 5.5.2 What\r\n"
        }
    }

    private mutating func end(_ code: Int) -> String {
        (sender, recipients, named) = (nil, [], 0)
        return "\(code) end\r\n"
    }

    private func lines(_ extensions: [String]) -> String {
        zip(1..., extensions).map { "250\($0 == extensions.count ? " " : "-")\($1)\r\n" }.joined()
    }
}

extension String {
    fileprivate func trimmingSuffix(_ suffix: String) -> String { hasSuffix(suffix) ? String(dropLast(1)) : self }
}
