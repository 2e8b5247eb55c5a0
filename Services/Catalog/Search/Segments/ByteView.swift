/// Bytes of a segment, in memory or mapped from a file, that live as long as somebody holds the view.
///
/// What lies outside reads as zero, so that a damaged file gives wrong answers and not a crash, until it is rebuilt.
@safe
struct ByteView: @unchecked Sendable {
    // The bytes never change, and the owner keeps them where they are: hence any thread may read them.
    private let base: UnsafeRawPointer
    let count: Int
    private let owner: AnyObject

    /// - Parameters:
    ///   - bytes: Stay as they are while `owner` lives.
    ///   - owner: Keeps them.
    @unsafe
    init(_ bytes: UnsafeRawBufferPointer, owner: AnyObject) {
        unsafe base = bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 8).unsafelyUnwrapped
        count = bytes.count
        self.owner = owner
    }

    /// Copies bytes.
    init(_ bytes: [UInt8]) {
        let copy = OwnedBytes(bytes)
        unsafe self.init(copy.bytes, owner: copy)
    }

    @inline(__always)
    func byte(_ place: Int) -> UInt8 {
        guard place >= 0, place < count else { return 0 }
        return unsafe base.load(fromByteOffset: place, as: UInt8.self)
    }

    @inline(__always)
    func word32(_ place: Int) -> Int {
        guard place >= 0, place <= count - 4 else { return 0 }
        return unsafe Int(base.loadUnaligned(fromByteOffset: place, as: UInt32.self))
    }

    @inline(__always)
    func word64(_ place: Int) -> UInt64 {
        guard place >= 0, place <= count - 8 else { return 0 }
        return unsafe base.loadUnaligned(fromByteOffset: place, as: UInt64.self)
    }

    /// A number of seven bits a byte, the lowest first, and moves on behind it.
    @inline(__always)
    func number(_ place: inout Int) -> Int {
        var byte = byte(place)
        place += 1
        if byte < 0x80 { return Int(byte) }
        var value = Int(byte & 0x7F)
        var shift = 7
        repeat {
            byte = self.byte(place)
            place += 1
            value |= Int(byte & 0x7F) << shift
            shift += 7
        } while byte >= 0x80 && shift < 63
        return value
    }

    /// Goes through words that follow each other. When a part of them lies outside, there are none.
    @inline(__always)
    func forEachWord64(at place: Int, count words: Int, _ body: (_ index: Int, _ word: UInt64) -> Void) {
        guard place >= 0, words >= 0, place <= count - words * 8 else { return }
        for index in 0..<words {
            body(index, unsafe base.loadUnaligned(fromByteOffset: place + index * 8, as: UInt64.self))
        }
    }

    /// Goes through numbers of sixteen bits that follow each other. When a part of them lies outside, there are none.
    @inline(__always)
    func forEachWord16(at place: Int, count numbers: Int, _ body: (_ number: Int) -> Void) {
        guard place >= 0, numbers >= 0, place <= count - numbers * 2 else { return }
        for index in 0..<numbers {
            body(Int(unsafe base.loadUnaligned(fromByteOffset: place + index * 2, as: UInt16.self)))
        }
    }

    func bytes(_ range: Range<Int>) -> [UInt8] {
        range.map { byte($0) }
    }

    /// Appends bytes to an array.
    @inline(__always)
    func append(_ range: Range<Int>, to array: inout [UInt8]) {
        guard range.lowerBound >= 0, range.upperBound <= count else { return }
        unsafe array.append(contentsOf: UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count))
    }

    /// How the bytes of a range compare with others: negative when they come first.
    func compare(_ range: Range<Int>, with other: [UInt8]) -> Int {
        let shared = min(range.count, other.count)
        for offset in 0..<shared {
            let difference = Int(byte(range.lowerBound + offset)) - Int(other[offset])
            if difference != 0 { return difference }
        }
        return range.count - other.count
    }
}

/// A copy of bytes that stays in its place.
@safe
private final class OwnedBytes {
    let bytes: UnsafeRawBufferPointer

    init(_ array: [UInt8]) {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, array.count), alignment: 8)
        unsafe copy.copyBytes(from: array)
        unsafe bytes = UnsafeRawBufferPointer(rebasing: copy[..<array.count])
    }

    deinit { unsafe bytes.deallocate() }
}
