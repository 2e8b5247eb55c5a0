/// What tells a message from all others: 128 random bits.
struct MessageID: Equatable {
    let text: String

    /// One that nobody has.
    static func next() -> MessageID {
        let bits = UInt128.random(in: .min ... .max)
        return MessageID(text: String(bits, radix: 36))
    }
}
