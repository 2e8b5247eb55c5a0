import KafkaProtocol
import MeshCore

/// Goes through a structure's fields as the reader and the writer do, and tells their values by name.
struct FieldPrinter: FieldCoder {
    let version: Int16
    let isFlexible: Bool
    private var members: [String: JSONValue] = [:]

    init(version: Int16, isFlexible: Bool) {
        self.version = version
        self.isFlexible = isFlexible
    }

    static func values(of structure: any WireStructure, version: Int16, isFlexible: Bool) -> JSONValue {
        func show(_ structure: some WireStructure) -> JSONValue {
            var printer = FieldPrinter(version: version, isFlexible: isFlexible)
            var value = structure
            do { try value.describe(to: &printer) } catch { return .string("\(error)") }
            return .object(JSONObject(printer.members.map { ($0.key, $0.value) }))
        }
        return show(structure)
    }

    mutating func field<Value: WireValue>(_ name: StaticString, _ value: inout Value) throws(WireError) {
        let shown = show(value)
        // A time that is not there is a number on the wire, and no null.
        members["\(name)"] = shown == .null && Value.self == Timestamp?.self ? .int(-1) : shown
    }

    mutating func tagged<Value: WireValue>(
        _ tag: UInt32, _ name: StaticString, _ value: inout Value?
    ) throws(WireError) {
        if isFlexible, let value { members["\(name)"] = show(value) }
    }

    private func show(_ value: Any) -> JSONValue {
        switch value {
        case let value as Bool: .bool(value)
        case let value as any FixedWidthInteger: .int(Int64(truncatingIfNeeded: value))
        case let value as KafkaErrorCode: .int(Int64(value.rawValue))
        case let value as Duration: .int(value.wholeMilliseconds)
        case let value as Timestamp: .int(value.milliseconds)
        case let value as String: .string(value)
        case let value as ArraySlice<UInt8>: .string(value.map(Self.hex).joined())
        case let value as WireUUID: .string(Self.hex(value.high) + Self.hex(value.low))
        case let value as any WireStructure: Self.values(of: value, version: version, isFlexible: isFlexible)
        case let value as [Any]: .array(value.map(show))
        default: Mirror(reflecting: value).children.first.map { show($0.value) } ?? .null
        }
    }

    private static func hex(_ number: some FixedWidthInteger) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: number.bitWidth / 4 - digits.count) + digits
    }
}
