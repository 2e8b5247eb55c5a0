/// The words of a segment that count as one word of a query, and the documents that have them.
struct WordMatches {
    /// Words of the dictionary that stand side by side and have the same number of typos.
    struct Run {
        let first: Int
        var last: Int
        let typos: Int
    }

    /// An alternative of several words, as places in the dictionary.
    struct Phrase {
        let ordinals: [Int]
    }

    /// In the order of the dictionary.
    private(set) var runs: [Run] = []
    /// The place of the word itself, without typos and not as a beginning.
    private(set) var exact: Int?
    private(set) var phrases: [Phrase] = []

    private let segment: Segment
    /// Sets to unite, by typos.
    private var entries: [[(sets: KeyedSets, entry: KeyedSets.Entry)]] = [[], [], []]
    private var exactEntry: KeyedSets.Entry?
    private var phraseEntries: [[KeyedSets.Entry]] = []

    init(_ word: SearchWord, in segment: Segment) {
        self.segment = segment
        if word.typos > 0 {
            let automaton = TypoAutomaton(word.string, maximum: word.typos)
            segment.words.forEachMatch(automaton, isPrefix: word.isPrefix) { entry, typos in
                add(entry, typos: typos)
            }
            exactEntry = segment.words.find(word.text)
        } else if word.isPrefix {
            addBeginning(word.text)
        } else if let entry = segment.words.find(word.text) {
            add(entry, typos: 0)
            exactEntry = entry
        }
        exact = exactEntry?.ordinal
        for alternative in word.alternatives { add(alternative) }
        runs.sort { $0.first < $1.first }
    }

    var isEmpty: Bool { runs.isEmpty && phrases.isEmpty }

    /// The documents that have the word with so many typos.
    ///
    /// - Parameter fields: Where, as a mask.
    func documents(typos: Int, fields: UInt8 = SearchField.all) -> DocumentBits? {
        guard !entries[typos].isEmpty || (typos == 0 && !phraseEntries.isEmpty) else { return nil }
        var bits = DocumentBits(limit: segment.count)
        for (sets, entry) in entries[typos] {
            sets.forEachSet(of: entry, fields: fields) { _, set in set.unite(with: &bits) }
        }
        guard typos == 0 else { return bits }
        for phrase in phraseEntries { unite(phrase, fields: fields, with: &bits) }
        return bits
    }

    /// The documents that have the word itself.
    func exactDocuments() -> DocumentBits {
        var bits = DocumentBits(limit: segment.count)
        guard let exactEntry else { return bits }
        segment.words.forEachSet(of: exactEntry) { _, set in set.unite(with: &bits) }
        return bits
    }

    /// The typos of a word of the dictionary; nil when it does not count.
    @inline(__always)
    func typos(of ordinal: Int) -> Int? {
        guard let first = runs.first, first.first <= ordinal else { return nil }
        var (low, high) = (0, runs.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if runs[middle].first <= ordinal { low = middle } else { high = middle }
        }
        return runs[low].last >= ordinal ? runs[low].typos : nil
    }

    private mutating func add(_ entry: KeyedSets.Entry, typos: Int) {
        entries[typos].append((segment.words, entry))
        addRun(entry.ordinal, typos)
    }

    private mutating func addRun(_ ordinal: Int, _ typos: Int) {
        if let last = runs.last, last.last + 1 == ordinal, last.typos == typos {
            runs[runs.count - 1].last = ordinal
        } else {
            runs.append(Run(first: ordinal, last: ordinal, typos: typos))
        }
    }

    private mutating func addBeginning(_ text: [UInt8]) {
        if let entry = segment.beginnings.find(text) {
            // The set of all words with this beginning is there, so only the range of words is needed.
            entries[0].append((segment.beginnings, entry))
            guard let first = segment.words.cursor(from: text) else { return }
            let next = segment.words.cursor(from: KeyedSets.successor(of: text))?.ordinal ?? segment.words.count
            runs.append(Run(first: first.ordinal, last: next - 1, typos: 0))
            if first.key == text { exactEntry = first.entry }
            return
        }
        segment.words.forEach(withPrefix: text) { key, entry in
            add(entry, typos: 0)
            if key == text { exactEntry = entry }
        }
    }

    private mutating func add(_ alternative: [[UInt8]]) {
        let found = alternative.compactMap { segment.words.find($0) }
        guard found.count == alternative.count, !found.isEmpty else { return }
        if found.count > 1 {
            phraseEntries.append(found)
            phrases.append(Phrase(ordinals: found.map(\.ordinal)))
        } else if typosIfThere(found[0].ordinal) != 0 {
            // What was a typo of the word is now the word.
            runs = runs.flatMap { $0.without(found[0].ordinal) }
            for typos in 1...2 { entries[typos].removeAll { $0.entry == found[0] } }
            entries[0].append((segment.words, found[0]))
            runs.append(Run(first: found[0].ordinal, last: found[0].ordinal, typos: 0))
            runs.sort { $0.first < $1.first }
        }
    }

    private func typosIfThere(_ ordinal: Int) -> Int? {
        runs.first { $0.first <= ordinal && ordinal <= $0.last }?.typos
    }

    /// Adds the documents that have all words of a phrase in one field.
    private func unite(_ phrase: [KeyedSets.Entry], fields: UInt8, with bits: inout DocumentBits) {
        for field in SearchField.allCases where fields >> UInt8(field.rawValue) & 1 == 1 {
            let mask: UInt8 = 1 << UInt8(field.rawValue)
            var together = DocumentBits(allOf: segment.count)
            for entry in phrase {
                var one = DocumentBits(limit: segment.count)
                segment.words.forEachSet(of: entry, fields: mask) { _, set in set.unite(with: &one) }
                together.formIntersection(one)
            }
            bits.formUnion(together)
        }
    }
}

extension WordMatches.Run {
    /// The run in the pieces that are left without a word.
    fileprivate func without(_ ordinal: Int) -> [Self] {
        guard first <= ordinal, ordinal <= last else { return [self] }
        return [
            Self(first: first, last: ordinal - 1, typos: typos), Self(first: ordinal + 1, last: last, typos: typos),
        ]
        .filter { $0.first <= $0.last }
    }
}
