/// Bytes that are not what was written: cut short, of another version, or altered.
package enum PackedError: Error, Hashable, Sendable {
    /// They end before the value does.
    case endsEarly
    /// A value stands where it cannot; what it should have been.
    case malformed(String)
}
