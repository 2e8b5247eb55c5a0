/// A message as DATA sends it (RFC 5321, section 4.5.2).
enum DotStuffing {
    static let end: [UInt8] = [UInt8(ascii: "."), MailBytes.carriageReturn, MailBytes.lineFeed]

    /// The message with a dot more on each line that begins with one, and the line that ends it.
    static func data(_ message: MailMessage) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(message.bytes.count + 64)
        var beginsLine = true
        for byte in message.bytes {
            if beginsLine, byte == UInt8(ascii: ".") { result.append(byte) }
            result.append(byte)
            beginsLine = byte == MailBytes.lineFeed
        }
        return result + end
    }
}
