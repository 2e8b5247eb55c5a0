/// Ranks the hits of all segments: buckets by words and typos, one after the other until there are enough; in a bucket by
/// proximity, attribute, exactness, and the newest first.
struct BucketRanking {
    /// A hit that is looked at closely.
    private struct Candidate {
        let search: Int
        let document: Int
    }

    /// Of a larger bucket so many hits are compared by proximity: those whose words stand in the better fields, then
    /// the exact ones, then the newest. More than anybody pages through.
    static let closeLookLimit = 2000

    let searches: [SegmentSearch]
    let request: SearchRequest
    /// As ``closeLookLimit``, for tests.
    var limit = BucketRanking.closeLookLimit

    /// The ids of the best hits.
    func best() -> [UInt128] {
        var found: [UInt128] = []
        let least = request.matching == .all ? request.words.count : 1
        for words in (least...request.words.count).reversed() {
            let typos = request.words.prefix(words).reduce(0) { $0 + $1.typos }
            for typos in 0...typos {
                let buckets = searches.map { $0.bucket(words: words, typos: typos) }
                let size = buckets.reduce(0) { $0 + ($1?.count ?? 0) }
                guard size > 0 else { continue }
                let candidates =
                    size <= limit
                    ? Self.all(buckets) : preselected(buckets, words: words, typos: typos)
                found += ranked(candidates, words: words)
                if found.count >= request.depth { return Array(found.prefix(request.depth)) }
            }
        }
        return found
    }

    private static func all(_ buckets: [DocumentBits?]) -> [Candidate] {
        var candidates: [Candidate] = []
        for (search, bucket) in buckets.enumerated() {
            bucket?.forEach { candidates.append(Candidate(search: search, document: $0)) }
        }
        return candidates
    }

    private func ranked(_ candidates: [Candidate], words: Int) -> [UInt128] {
        var ranks = searches.map { CandidateRank($0, words: words) }
        var ranked: [(rank: UInt64, id: UInt128)] = []
        ranked.reserveCapacity(candidates.count)
        for candidate in candidates {
            ranked.append(
                (
                    ranks[candidate.search].rank(of: candidate.document),
                    searches[candidate.search].segment.id(candidate.document)
                ))
        }
        ranked.sort { $0.rank != $1.rank ? $0.rank < $1.rank : $0.id > $1.id }
        return ranked.map(\.id)
    }

    /// The part of a large bucket that is looked at closely.
    private func preselected(_ buckets: [DocumentBits?], words: Int, typos: Int) -> [Candidate] {
        var left = buckets
        var candidates: [Candidate] = []
        var inFields = searches.map { _ in [DocumentBits?](repeating: nil, count: words) }
        for field in SearchField.allCases {
            let level = searches.indices.map { search in
                left[search].map { bucket in
                    widen(&inFields[search], searches[search], by: field, typos: typos)
                    return inFields[search].reduce(into: bucket) { level, documents in
                        if let documents {
                            level.formIntersection(documents)
                        } else {
                            level = DocumentBits(limit: level.limit)
                        }
                    }
                }
            }
            let exact = zip(searches, level).map { search, level in level?.intersection(exactly(search, words)) }
            take(exact, &candidates)
            take(zip(level, exact).map { level, exact in exact.flatMap { level?.subtracting($0) } }, &candidates)
            if candidates.count >= limit { return candidates }
            for search in left.indices { level[search].map { left[search]?.subtract($0) } }
        }
        take(left, &candidates)
        return candidates
    }

    /// Adds the documents that have each word in one more field.
    private func widen(
        _ documents: inout [DocumentBits?], _ search: SegmentSearch, by field: SearchField, typos: Int
    ) {
        for word in documents.indices {
            for typos in 0...min(typos, request.words[word].typos) {
                guard let more = search.matches[word].documents(typos: typos, fields: 1 << UInt8(field.rawValue))
                else { continue }
                if documents[word]?.formUnion(more) == nil { documents[word] = more }
            }
        }
    }

    /// The documents that have the words themselves, all of them.
    private func exactly(_ search: SegmentSearch, _ words: Int) -> DocumentBits {
        search.matches.prefix(words).reduce(into: search.hits) { $0.formIntersection($1.exactDocuments()) }
    }

    /// Takes the newest of some documents, as many as there is room for.
    private func take(_ documents: [DocumentBits?], _ candidates: inout [Candidate]) {
        let room = limit - candidates.count
        guard room > 0 else { return }
        var found: [(id: UInt128, candidate: Candidate)] = []
        for (search, documents) in documents.enumerated() {
            for document in documents?.newest(room) ?? [] {
                found.append((searches[search].segment.id(document), Candidate(search: search, document: document)))
            }
        }
        if found.count > room { found.sort { $0.id > $1.id } }
        candidates += found.prefix(room).map(\.candidate)
    }
}
