/// How a set of documents lies in a segment; its size and the segment's decide.
enum SetForm {
    /// The differences between the documents, of seven bits a byte: for small sets, most of all two beside their word.
    case differences
    /// For each 65,536 documents how many there are, then sixteen bits of each. Differences of one or two bytes, as it
    /// comes, are read much slower, because the processor cannot guess which comes next.
    case groups
    /// A bit for each document of the segment, for dense sets: they are united a word at a time. At one document of 48
    /// that takes three times the bytes of groups.
    case bits

    init(count: Int, limit: Int) {
        self = count <= 64 || count * 1024 <= limit ? .differences : count * 48 <= limit ? .groups : .bits
    }
}
