package import NIOCore

/// Parts of a body in order. Most bodies have one part at a time, which then needs no array.
package struct PartQueue {
    private var first: ByteBuffer?
    private var later: [ByteBuffer] = []
    private var next = 0
    /// The octets in all parts.
    package private(set) var readableBytes = 0

    package init() {}

    package var isEmpty: Bool { first == nil }

    /// Adds a part at the end; an empty one adds nothing.
    package mutating func append(_ part: ByteBuffer) {
        guard part.readableBytes > 0 else { return }
        readableBytes += part.readableBytes
        if first == nil {
            first = part.kept
        } else {
            later.append(part.kept)
        }
    }

    /// Takes the first part, or as much of it as the limit allows.
    package mutating func pop(upTo limit: Int = .max) -> ByteBuffer? {
        guard var part = first else { return nil }
        if part.readableBytes > limit, let front = part.readSlice(length: limit) {
            first = part
            readableBytes -= limit
            return front
        }
        readableBytes -= part.readableBytes
        advance()
        return part
    }

    /// Takes all there is, when that is one part.
    package mutating func popAlone() -> ByteBuffer? {
        later.isEmpty ? pop() : nil
    }

    private mutating func advance() {
        guard next < later.count else {
            first = nil
            return
        }
        first = later[next]
        next += 1
        // The parts that are gone are cut off now and then, so that each is moved about once.
        guard next == later.count || next >= 64 else { return }
        later.removeFirst(next)
        next = 0
    }

    package mutating func removeAll() {
        self = PartQueue()
    }
}
