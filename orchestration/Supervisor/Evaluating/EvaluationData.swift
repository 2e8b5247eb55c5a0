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

    init(train: InteractionLines, test: InteractionLines) {
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
    }
}
