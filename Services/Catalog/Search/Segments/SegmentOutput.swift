/// Takes the bytes of a segment, one after the other, and hands them on in large pieces.
final class SegmentOutput {
    private static let pieceSize = 1 << 20

    private var piece: [UInt8] = []
    private var handedOn = 0
    private let write: ([UInt8]) throws -> Void

    /// - Parameter write: Takes the next piece.
    init(write: @escaping ([UInt8]) throws -> Void) {
        self.write = write
        piece.reserveCapacity(Self.pieceSize + 4096)
    }

    /// How many bytes it has taken.
    var position: Int { handedOn + piece.count }

    func append(_ bytes: [UInt8]) {
        piece += bytes
    }

    func append(_ bytes: ArraySlice<UInt8>) {
        piece += bytes
    }

    func append(byte: UInt8) {
        piece.append(byte)
    }

    func append(word32 value: Int) {
        piece.append(word32: value)
    }

    func append(word64 value: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) { piece.append(UInt8(truncatingIfNeeded: value >> UInt64(shift))) }
    }

    func append(number: Int) {
        piece.append(number: number)
    }

    /// Fills up to a multiple of eight.
    func align() {
        while position % 8 != 0 { piece.append(0) }
    }

    /// Hands on what is there when it is enough for a piece.
    func handOnIfLarge() throws {
        if piece.count >= Self.pieceSize { try handOn() }
    }

    /// Hands on what is there.
    func handOn() throws {
        guard !piece.isEmpty else { return }
        try write(piece)
        handedOn += piece.count
        piece.removeAll(keepingCapacity: true)
    }
}

extension [UInt8] {
    /// Appends a number in seven bits a byte, the lowest first.
    mutating func append(number: Int) {
        var rest = UInt64(truncatingIfNeeded: number)
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(truncatingIfNeeded: rest))
    }

    mutating func append(word32 value: Int) {
        for shift in stride(from: 0, to: 32, by: 8) { append(UInt8(truncatingIfNeeded: value >> shift)) }
    }
}
