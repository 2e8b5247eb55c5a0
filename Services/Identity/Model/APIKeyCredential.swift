/// The forms in which API keys are handed out.
enum APIKeyCredential {
    /// What a bearer key begins with, so that scanners of source code can find a leaked one.
    static let bearerPrefix = "ork_"
    static let secretLength = 32

    /// A bearer key of 256 random bits.
    static func bearer(_ secret: [UInt8]) -> String { bearerPrefix + Base64Alphabet.url.encode(secret) }

    /// The secret of a bearer key; nil when the text has not the form of one.
    static func bearerSecret(_ text: String) -> [UInt8]? {
        guard text.utf8.count <= 64, text.hasPrefix(bearerPrefix),
            let secret = Base64Alphabet.url.decode(text.dropFirst(bearerPrefix.count)), secret.count == secretLength
        else { return nil }
        return secret
    }

    /// An AWS access key id: `AKIA` and 16 characters of base32, as AWS clients expect.
    ///
    /// - Parameter bytes: 10 random bytes.
    static func accessKeyID(_ bytes: [UInt8]) -> String {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
        var text = Array("AKIA".utf8)
        var buffer: UInt32 = 0
        var bits = 0
        for byte in bytes.prefix(10) {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(digits[Int(buffer >> UInt32(bits) & 0x1F)])
            }
            buffer &= (1 << UInt32(bits)) - 1
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// An AWS secret access key: 240 random bits as 40 characters, the length that AWS clients expect.
    ///
    /// - Parameter bytes: 30 random bytes.
    static func secretAccessKey(_ bytes: [UInt8]) -> String { Base64Alphabet.standard.encode(bytes.prefix(30)) }
}
