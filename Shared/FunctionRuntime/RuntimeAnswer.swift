/// An answer of the Runtime API.
struct RuntimeAnswer {
    let status: Int
    /// By their names in lower case.
    let fields: [String: String]
    let body: [UInt8]
}
