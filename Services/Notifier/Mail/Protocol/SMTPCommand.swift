/// A command of a mail transaction (RFC 5321, section 3.3).
enum SMTPCommand: Hashable, Sendable {
    case reset
    case sender
    /// The recipient at a place of the envelope.
    case recipient(Int)
    case data

    var phase: SMTPPhase {
        switch self {
        case .reset: .reset
        case .sender: .sender
        case .recipient: .recipient
        case .data: .data
        }
    }

    /// Its line.
    func line(_ message: MailMessage, _ envelope: MailEnvelope, _ extensions: SMTPExtensions) -> [UInt8] {
        let text =
            switch self {
            case .reset: "RSET"
            case .sender: Self.sender(message, envelope, extensions)
            case .recipient(let index): Self.recipient(envelope.recipients[index], envelope, extensions)
            case .data: "DATA"
            }
        return Array(text.utf8) + MailBytes.lineEnd
    }

    private static func sender(
        _ message: MailMessage, _ envelope: MailEnvelope, _ extensions: SMTPExtensions
    ) -> String {
        var words = ["MAIL FROM:<\(envelope.sender?.text ?? "")>"]
        if extensions.size != nil { words.append("SIZE=\(message.bytes.count)") }
        if message.isEightBit { words.append("BODY=8BITMIME") }
        if message.isInternational || envelope.isInternational { words.append("SMTPUTF8") }
        if extensions.deliveryStatus, envelope.sender != nil {
            // A bounce need not bring the whole mail back: we have it.
            words.append("RET=HDRS")
            if let id = envelope.id { words.append("ENVID=\(xtext(id))") }
        }
        return words.joined(separator: " ")
    }

    private static func recipient(
        _ address: MailAddress, _ envelope: MailEnvelope, _ extensions: SMTPExtensions
    ) -> String {
        var words = ["RCPT TO:<\(address.text)>"]
        if extensions.deliveryStatus {
            words.append("NOTIFY=\(envelope.sender == nil ? "NEVER" : "FAILURE")")
            // RFC 6533, section 3, has another type for addresses beyond ASCII.
            if !address.isInternational { words.append("ORCPT=rfc822;\(xtext(address.text))") }
        }
        return words.joined(separator: " ")
    }

    /// Text in a parameter: all but printable ASCII, `+` and `=` as `+` and two digits (RFC 3461, section 4).
    static func xtext(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var result: [UInt8] = []
        for byte in text.utf8 {
            if (0x21...0x7E).contains(byte), byte != UInt8(ascii: "+"), byte != UInt8(ascii: "=") {
                result.append(byte)
            } else {
                result += [UInt8(ascii: "+"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
