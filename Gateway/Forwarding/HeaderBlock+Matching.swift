import MeshTransport

extension HeaderBlock {
    /// Whether a field has this name, without a string and without an allocation.
    func isNamed(_ field: Field, _ name: StaticString) -> Bool {
        Int(field.nameLength) == name.utf8CodeUnitCount && holds(name, at: Int(field.start))
    }

    /// Whether a field's value is exactly this.
    func isValued(_ field: Field, _ value: StaticString) -> Bool {
        Int(field.valueLength) == value.utf8CodeUnitCount && holds(value, at: Int(field.start + field.nameLength))
    }

    /// Whether a field's name begins so.
    func hasPrefix(_ field: Field, _ prefix: StaticString) -> Bool {
        Int(field.nameLength) >= prefix.utf8CodeUnitCount && holds(prefix, at: Int(field.start))
    }

    private func holds(_ text: StaticString, at start: Int) -> Bool {
        for offset in 0..<text.utf8CodeUnitCount {
            // A static string's octets are there for ever, and the loop stays within their count.
            guard unsafe bytes[start + offset] == text.utf8Start[offset] else { return false }
        }
        return true
    }
}
