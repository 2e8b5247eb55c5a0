/// Small numbers, one a row, in as few bytes each as the greatest takes.
enum CodeColumn: Hashable, Sendable {
    case bytes([UInt8])
    case shorts([UInt16])
    case words([UInt32])

    init(_ codes: [UInt32]) {
        switch codes.max() ?? 0 {
        case 0...0xFF: self = .bytes(codes.map { UInt8(truncatingIfNeeded: $0) })
        case 0x100...0xFFFF: self = .shorts(codes.map { UInt16(truncatingIfNeeded: $0) })
        default: self = .words(codes)
        }
    }

    var count: Int {
        switch self {
        case .bytes(let codes): codes.count
        case .shorts(let codes): codes.count
        case .words(let codes): codes.count
        }
    }

    /// All rows at full width, as loops want them.
    var unpacked: [UInt32] {
        switch self {
        case .bytes(let codes): codes.map(UInt32.init)
        case .shorts(let codes): codes.map(UInt32.init)
        case .words(let codes): codes
        }
    }

    /// The code of a row.
    func code(of row: Int) -> Int {
        switch self {
        case .bytes(let codes): Int(codes[row])
        case .shorts(let codes): Int(codes[row])
        case .words(let codes): Int(codes[row])
        }
    }

    /// Each row times a weight.
    func scaled(by weight: Int) -> [Int] {
        switch self {
        case .bytes(let codes): codes.map { Int($0) &* weight }
        case .shorts(let codes): codes.map { Int($0) &* weight }
        case .words(let codes): codes.map { Int($0) &* weight }
        }
    }

    /// What a table says of each row.
    func looked<Value>(up table: [Value]) -> [Value] {
        switch self {
        case .bytes(let codes): codes.map { table[Int($0)] }
        case .shorts(let codes): codes.map { table[Int($0)] }
        case .words(let codes): codes.map { table[Int($0)] }
        }
    }
}
