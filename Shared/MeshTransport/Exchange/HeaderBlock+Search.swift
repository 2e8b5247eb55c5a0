import Glibc

extension HeaderBlock {
    /// The value of the first field of this name.
    package func first(_ name: String) -> ArraySlice<UInt8>? {
        guard let index = firstIndex(of: name) else { return nil }
        return value(of: fields[index])
    }

    /// Where the first field of this name stands.
    package func firstIndex(of name: String) -> Int? {
        var name = name
        return name.withUTF8 { name in
            unsafe bytes.withUnsafeBufferPointer { bytes in
                guard let text = name.baseAddress, let base = bytes.baseAddress else { return nil }
                // Each field lies within the bytes by construction, and both pointers are used within their closures.
                return fields.firstIndex { field in
                    unsafe Int(field.nameLength) == name.count && memcmp(base + Int(field.start), text, name.count) == 0
                }
            }
        }
    }

    /// Shows each field's name and value as they lie in memory, until the body says that it has seen enough.
    ///
    /// - Returns: Whether the body returned true for each.
    func withFields(_ body: (_ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>) -> Bool) -> Bool {
        unsafe bytes.withUnsafeBufferPointer { bytes in
            fields.allSatisfy { field in
                let start = Int(field.start)
                let middle = start + Int(field.nameLength)
                // Each field lies within the bytes by construction; the pointers are used within the closure.
                return unsafe body(
                    UnsafeBufferPointer(rebasing: bytes[start..<middle]),
                    UnsafeBufferPointer(rebasing: bytes[middle..<middle + Int(field.valueLength)]))
            }
        }
    }
}
