import MeshCore

/// A set that gives its elements in the order of a `java.util.HashSet` made from a list, as workflows see it.
struct JavaHashSet {
    private(set) var elements: [JSONValue] = []

    /// Takes the elements of a list, each once.
    init(_ list: [JSONValue]) {
        var capacity = 16
        while capacity < list.count * 4 / 3 + 1 { capacity *= 2 }
        var buckets = [[JSONValue]](repeating: [], count: capacity)
        var seen: Set<JSONValue> = []
        for element in list where seen.insert(element).inserted {
            let hash = Self.hash(of: element)
            let spread = hash ^ Int32(bitPattern: UInt32(bitPattern: hash) >> 16)
            buckets[Int(UInt32(bitPattern: spread)) & (capacity - 1)].append(element)
        }
        elements = buckets.flatMap { $0 }
    }

    /// The hash codes of Java's own classes.
    private static func hash(of value: JSONValue) -> Int32 {
        switch value {
        case .null: 0
        case .bool(let flag): flag ? 1231 : 1237
        case .int(let number): Int32(exactly: number) ?? folded(UInt64(bitPattern: number))
        case .double(let number): folded(number.bitPattern)
        case .string(let text): hash(of: text)
        case .array(let elements): elements.reduce(1) { $0 &* 31 &+ hash(of: $1) }
        case .object(let object): object.reduce(0) { $0 &+ (hash(of: $1.name) ^ hash(of: $1.value)) }
        }
    }

    private static func hash(of text: String) -> Int32 {
        text.utf16.reduce(0) { $0 &* 31 &+ Int32($1) }
    }

    private static func folded(_ bits: UInt64) -> Int32 {
        Int32(truncatingIfNeeded: bits ^ (bits >> 32))
    }
}
