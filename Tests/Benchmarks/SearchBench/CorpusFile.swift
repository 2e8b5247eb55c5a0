import MeshCore
import NIOCore

/// Products as an import reads them, made while they are read.
struct CorpusFile: AsyncSequence, Sendable {
    private static let partSize = 1000

    let count: Int

    /// Makes a thousand at a time.
    struct Iterator: AsyncIteratorProtocol {
        fileprivate var corpus: Corpus
        fileprivate var left: Int

        mutating func next() async throws -> ByteBuffer? {
            guard left > 0 else { return nil }
            var part = ByteBuffer()
            for _ in 0..<Swift.min(left, CorpusFile.partSize) { part.writeString("\(corpus.next().json)\n") }
            left -= Swift.min(left, CorpusFile.partSize)
            return part
        }
    }

    func makeAsyncIterator() -> Iterator {
        Iterator(corpus: Corpus(Vocabulary()), left: count)
    }
}
