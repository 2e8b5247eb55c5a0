import MeshCore
import Testing

@testable import Catalog

@Suite("Sets of documents as they lie in a segment")
struct StoredSetTests {
    /// More than three groups.
    private static let limit = 200_100

    /// Writes a set and reads it again.
    private func stored(_ documents: [UInt32]) throws -> StoredSet {
        var bytes: [UInt8] = []
        let output = SegmentOutput { bytes += $0 }
        // What lies before it moves it to an odd place.
        output.append(byte: 1)
        var dictionary = KeyedSetsWriter()
        var writer = SetWriter(limit: Self.limit)
        dictionary.append([1], info: try writer.write([documents], to: output))
        let start = try dictionary.finish(output)
        try output.handOn()
        let sets = KeyedSets(ByteView(bytes), at: start, limit: Self.limit)
        let entry = try #require(sets.find([1]))
        var found: StoredSet?
        sets.forEachSet(of: entry) { _, set in found = set }
        return try #require(found)
    }

    private static func sample(_ share: Int, _ random: inout SplitMix64) -> [UInt32] {
        (0..<UInt32(limit)).filter { $0 == limit - 1 || random.below(share) == 0 }
    }

    @Test(
        "Every form tells the documents that were put in",
        arguments: [(3, SetForm.bits), (60, .groups), (200, .groups), (900, .groups), (2000, .differences)])
    func forms(share: Int, form: SetForm) throws {
        var random = SplitMix64(seed: UInt64(share))
        let documents = Self.sample(share, &random)
        let set = try stored(documents)
        #expect(set.count == documents.count && SetForm(count: set.count, limit: Self.limit) == form)

        var read: [UInt32] = []
        set.forEach { read.append($0) }
        #expect(read == documents)

        var united = DocumentBits(limit: Self.limit)
        set.unite(with: &united)
        #expect(united.count == documents.count && documents.allSatisfy { united.contains(Int($0)) })

        let others = Self.sample(2, &random)
        var bits = DocumentBits(limit: Self.limit)
        for document in others { bits.insert(Int(document)) }
        #expect(set.countOfIntersection(bits) == Set(documents).intersection(others).count)
    }

    @Test("A group without documents, and a set whose bytes are cut off", arguments: [70, 300])
    func edges(count: UInt32) throws {
        let documents = (0..<count).map { $0 * 3 + 140_000 }
        let set = try stored(documents)
        var read: [UInt32] = []
        set.forEach { read.append($0) }
        #expect(read == documents)

        let cut = StoredSet(view: ByteView([1, 0, 0]), place: 0, count: Int(count), limit: Self.limit)
        var bits = DocumentBits(limit: Self.limit)
        cut.unite(with: &bits)
        cut.forEach { bits.insert(Int($0)) }
        #expect(bits.count <= 3)
    }
}
