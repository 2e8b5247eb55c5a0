/// Goes through the fields of a structure in their order on the wire: ``WireReader`` fills them, ``WireWriter`` writes them.
/// A structure describes itself to it once, and both directions follow.
package protocol FieldCoder {
    /// The version of the message, as its request's header says.
    var version: Int16 { get }
    /// Whether lengths are compact and structures end with tagged fields (KIP-482).
    var isFlexible: Bool { get }

    /// The next field.
    mutating func field<Value: WireValue>(_ name: StaticString, _ value: inout Value) throws(WireError)

    /// A field that is on the wire only where it has a value, and only in flexible versions. All tagged fields of a
    /// structure come after its other ones, with ascending tags.
    mutating func tagged<Value: WireValue>(
        _ tag: UInt32, _ name: StaticString, _ value: inout Value?
    ) throws(WireError)
}

extension FieldCoder {
    /// The next field, in the versions that have it; in the others the value stays as it is.
    package mutating func field<Value: WireValue>(
        _ name: StaticString, _ value: inout Value, in versions: some RangeExpression<Int16>
    ) throws(WireError) {
        if versions.contains(version) { try field(name, &value) }
    }

    /// A tagged field, in the versions that have it.
    package mutating func tagged<Value: WireValue>(
        _ tag: UInt32, _ name: StaticString, _ value: inout Value?, in versions: some RangeExpression<Int16>
    ) throws(WireError) {
        if versions.contains(version) { try tagged(tag, name, &value) }
    }

    /// The next field, which may be null only in later versions than it has been there; before, null is written as `empty`.
    package mutating func field<Value: WireNullable>(
        _ name: StaticString, _ value: inout Value?, nullable versions: some RangeExpression<Int16>, empty: Value
    ) throws(WireError) {
        if versions.contains(version) { return try field(name, &value) }
        var present = value ?? empty
        try field(name, &present)
        value = present
    }
}
