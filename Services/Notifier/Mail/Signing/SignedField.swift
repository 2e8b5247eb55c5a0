/// A header field as it is sent.
struct SignedField: Sendable {
    let name: String
    /// Its name, value and line ends.
    let lines: [UInt8]
}
