import RecommenderModels

/// What a model is trained on and judged by, with numbers for names. What is in the test alone has numbers after all others.
struct EvaluationData {
    let userCount: Int
    /// How many items the training knows.
    let itemCount: Int
    /// The lines of the training, the oldest first.
    let sessions: [[UInt32]]
    /// 1 for each user and item that met in the training.
    let matrix: InteractionMatrix
    /// The users of the test: what they are known by, and what is to be found.
    let hidden: [(history: History, hidden: [UInt32])]
    /// The lines of the test.
    let testSessions: [[UInt32]]
    /// What items are, as far as it is told.
    let contents: ContentCorpus
    /// How many items there are in all: those of the training, of the test, and those of which it is told what they are.
    let allItemCount: Int

    /// - Parameter contents: Lines of an item and words.
    init(train: InteractionLines, test: InteractionLines, contents: InteractionLines = InteractionLines([UInt8]())) {
        var users = NameTable()
        var items = NameTable()
        var interactions: [Interaction] = []
        var sessions: [[UInt32]] = []
        for line in train.lines {
            let user = users.number(of: line.user)
            let session = line.items.map { items.number(of: $0) }
            sessions.append(session)
            interactions += session.map { Interaction(row: user, column: $0) }
        }
        userCount = users.count
        itemCount = items.count
        self.sessions = sessions
        let matrix = InteractionMatrix(interactions, rowCount: users.count, columnCount: items.count)
            .reweighted { _, _, _ in 1 }
        self.matrix = matrix
        var wanted: [UInt32: [UInt32]] = [:]
        var order: [UInt32] = []
        var testSessions: [[UInt32]] = []
        for line in test.lines {
            let user = users.number(of: line.user)
            let session = line.items.map { items.number(of: $0) }
            testSessions.append(session)
            if wanted[user] == nil { order.append(user) }
            wanted[user, default: []] += session
        }
        self.testSessions = testSessions
        hidden = order.map { user in
            let isKnown = Int(user) < matrix.rowCount
            let history = isKnown ? History(row: Int(user), of: matrix) : History([])
            return (history, Set(wanted[user] ?? []).sorted())
        }
        var corpus = ContentCorpus()
        for line in contents.lines {
            var terms = ContentTerms(limit: .max)
            for word in line.items { terms.add(wordsOf: word) }
            corpus.put(terms, for: items.number(of: line.user))
        }
        self.contents = corpus
        allItemCount = items.count
    }

    /// The same users, of whom only what no line of the training has is to be found.
    var cold: [(history: History, hidden: [UInt32])] {
        hidden.map { ($0.history, $0.hidden.filter { Int($0) >= itemCount }) }
    }
}
