@testable import Catalog

/// Segments in memory, as the tests need them.
enum SegmentBytes {
    static func build(_ documents: [SearchDocument]) throws -> Segment {
        try read { try SegmentDraft(documents).write(to: $0) }
    }

    static func merge(_ sources: [SegmentMerger.Source]) throws -> Segment {
        try read { _ = try SegmentMerger(sources).write(to: $0) }
    }

    struct NoSegment: Error {}

    private static func read(_ write: (SegmentOutput) throws -> Void) throws -> Segment {
        var bytes: [UInt8] = []
        try withoutActuallyEscaping({ (piece: [UInt8]) in bytes += piece }) { take in
            try write(SegmentOutput(write: take))
        }
        guard let segment = Segment(ByteView(bytes)) else { throw NoSegment() }
        return segment
    }
}

extension Segment {
    var all: SearchSnapshot.Part { SearchSnapshot.Part(segment: self, live: DocumentBits(allOf: count)) }
}
