/// Many ascending lists of documents in one array, filled by counting first.
struct PostingLists {
    private var starts: [UInt32]
    private var documents: [UInt32]

    /// - Parameters:
    ///   - listCount: How many lists.
    ///   - pass: Calls its argument for every list and document, the documents ascending; is run twice.
    init(listCount: Int, _ pass: (_ add: (Int, UInt32) -> Void) -> Void) {
        var last = [UInt32](repeating: .max, count: listCount)
        var ends = [UInt32](repeating: 0, count: listCount + 1)
        pass { list, document in
            // A word that stands twice in a field is there once.
            if last[list] != document {
                last[list] = document
                ends[list + 1] += 1
            }
        }
        for list in 0..<listCount { ends[list + 1] += ends[list] }
        starts = ends
        var documents = [UInt32](repeating: 0, count: Int(ends[listCount]))
        last = [UInt32](repeating: .max, count: listCount)
        pass { list, document in
            if last[list] != document {
                last[list] = document
                documents[Int(ends[list])] = document
                ends[list] += 1
            }
        }
        self.documents = documents
    }

    /// Copies a list, without giving up the array's memory.
    func copy(_ list: Int, to array: inout [UInt32]) {
        array.removeAll(keepingCapacity: true)
        array += documents[Int(starts[list])..<Int(starts[list + 1])]
    }
}
