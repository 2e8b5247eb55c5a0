import MeshStore

extension BulkStatement {
    /// Binds the next value, or null.
    mutating func bind(_ number: Int64?) {
        if let number { bind(number) } else { bindNull() }
    }

    /// Binds the next value, or null.
    mutating func bind(_ text: String?) {
        if let text { bind(text) } else { bindNull() }
    }
}
