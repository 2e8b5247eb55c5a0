/// The receiving side of SMTP (RFC 5321) for a sink: everything is taken. The client's bytes go in; answers and mails come out.
struct MailReception: Sendable {
    /// What is to be done, in this order.
    enum Order: Sendable, Equatable {
        /// To be written to the client.
        case answer(String)
        /// A whole mail: its envelope, and its text without dot-stuffing.
        case keep(ReceivedMail)
        /// The connection is to be closed once all is written.
        case close
    }

    private enum Phase {
        case commands
        case text([UInt8])
        case over
    }

    /// A line of a command, with what extensions add (RFC 5321, section 4.5.3.1.4), and some room.
    private static let lineLimit = 4096

    private let sizeLimit: Int
    private var phase = Phase.commands
    private var rest: [UInt8] = []
    private var sender: String?
    private var recipients: [String] = []
    /// Whether the mail at hand has grown too large, and is only read to its end.
    private var isTooLarge = false

    /// - Parameter sizeLimit: The most bytes of a mail.
    init(sizeLimit: Int = 32 << 20) { self.sizeLimit = sizeLimit }

    /// What is said to who has just come.
    var greeting: String { "220 localhost Orrery keeps your mail\r\n" }

    /// Takes bytes of the client, which may hold many commands (RFC 2920).
    mutating func received(_ bytes: some Sequence<UInt8>) -> [Order] {
        rest += bytes
        var orders: [Order] = []
        var start = rest.startIndex
        while let end = rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
            let line = rest[start...end]
            start = end + 1
            if case .over = phase { break }
            orders += take(line)
        }
        rest.removeSubrange(..<start)
        if case .commands = phase, rest.count > Self.lineLimit {
            phase = .over
            orders += [.answer("500 5.5.2 The line is too long\r\n"), .close]
        }
        return orders
    }

    private mutating func take(_ line: ArraySlice<UInt8>) -> [Order] {
        if case .text(let text) = phase {
            phase = .commands
            return collect(line, behind: text)
        }
        let words = String(decoding: line, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        let order = command(words.first?.uppercased() ?? "", words.dropFirst().joined(separator: " "))
        guard case .over = phase else { return [order] }
        return [order, .close]
    }

    private mutating func command(_ verb: String, _ argument: String) -> Order {
        switch verb {
        case "EHLO":
            forget()
            let extensions = ["PIPELINING", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES", "DSN"]
            return .answer(
                (["localhost"] + extensions).map { "250-\($0)\r\n" }.joined() + "250 SIZE \(sizeLimit)\r\n")
        case "HELO", "RSET":
            forget()
            return .answer("250 2.0.0 OK\r\n")
        case "NOOP": return .answer("250 2.0.0 OK\r\n")
        case "MAIL":
            guard let address = Self.address(argument, after: "FROM:") else { return Self.unclear }
            forget()
            sender = address
            return .answer("250 2.1.0 OK\r\n")
        case "RCPT":
            guard sender != nil else { return .answer("503 5.5.1 Begin with MAIL\r\n") }
            guard let address = Self.address(argument, after: "TO:") else { return Self.unclear }
            recipients.append(address)
            return .answer("250 2.1.5 OK\r\n")
        case "DATA":
            guard !recipients.isEmpty else { return .answer("503 5.5.1 Nobody is to get it\r\n") }
            phase = .text([])
            return .answer("354 Go ahead\r\n")
        case "QUIT":
            phase = .over
            return .answer("221 2.0.0 Bye\r\n")
        default: return .answer("502 5.5.1 That is not known here\r\n")
        }
    }

    private static let unclear = Order.answer("501 5.5.4 An address is expected\r\n")

    private mutating func collect(_ line: ArraySlice<UInt8>, behind text: [UInt8]) -> [Order] {
        var text = text
        if line.elementsEqual(".\r\n".utf8) || line.elementsEqual(".\n".utf8) {
            let mail = ReceivedMail(sender: sender ?? "", recipients: recipients, text: text)
            let wasTooLarge = isTooLarge
            forget()
            if wasTooLarge { return [.answer("552 5.3.4 At most \(sizeLimit) bytes are taken\r\n")] }
            return [.keep(mail)]
        }
        text += line.first == UInt8(ascii: ".") ? line.dropFirst() : line
        if text.count > sizeLimit {
            isTooLarge = true
            text = []
        }
        phase = .text(text)
        return []
    }

    private mutating func forget() {
        sender = nil
        recipients = []
        isTooLarge = false
    }

    /// The address between angle brackets; empty for the empty path of a bounce.
    private static func address(_ argument: String, after word: String) -> String? {
        guard argument.uppercased().hasPrefix(word), let open = argument.firstIndex(of: "<"),
            let close = argument[open...].firstIndex(of: ">")
        else { return nil }
        return String(argument[argument.index(after: open)..<close])
    }
}
