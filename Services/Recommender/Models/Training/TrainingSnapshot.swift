import FoundationEssentials
package import MeshCore

/// All that a training is made of, as of a moment: functions on other machines make the same of it as this process would.
package struct TrainingSnapshot: Sendable {
    /// What is said of the interactions.
    package struct Head: Codable, Sendable {
        /// Items have the numbers below this.
        package var itemCount: Int
        /// Interactions until then are trained with; what came later is judged by.
        package var through: Timestamp
        /// The version that is served; nil while none is.
        package var present: Int64?
        package var recipe: ModelRecipe

        package init(itemCount: Int, through: Timestamp, present: Int64?, recipe: ModelRecipe) {
            self.itemCount = itemCount
            self.through = through
            self.present = present
            self.recipe = recipe
        }
    }

    package let head: Head
    package let set: TrainingSet

    package init(head: Head, set: TrainingSet) {
        self.head = head
        self.set = set
    }

    /// Users by whom models are judged at most.
    private static let judges = 5000
    /// Of a user's items.
    private static let sessionLength = 20
    private static let magic = Array("ORRETRAI".utf8) + [1]

    /// What is trained with.
    func matrix(_ weighing: TrainingSet.Weighing) -> InteractionMatrix {
        set.matrix(through: head.through, itemCount: head.itemCount, weighed: weighing)
    }

    /// The last items of the users who were there last, the ones whose last is the oldest first.
    func sessions(_ count: Int) -> [[UInt32]] {
        let known = set.users.compactMap { entries -> (last: Timestamp, items: [UInt32])? in
            let sorted = entries.filter { $0.time <= head.through && Int($0.item) < head.itemCount }
                .sorted { ($0.time, $0.item) < ($1.time, $1.item) }
            return sorted.last.map { (last: $0.time, items: sorted.suffix(Self.sessionLength).map(\.item)) }
        }
        return known.sorted { $0.last < $1.last }.suffix(count).map(\.items)
    }

    /// The weights by which the lists of models find most: judged by every second of the users, so that the others can tell how good
    /// that is.
    package func weights(of models: TrainedModels) -> BlendWeights {
        let users = judges.enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
        return ModelJudge(users: users, itemCount: head.itemCount).weights(of: models)
    }

    private var judges: [(history: History, hidden: [UInt32])] {
        self.set.judges(after: head.through, limit: Self.judges)
    }

    /// How good models are on what they were not trained with, beside those that are served and what is popular.
    package func figures(of models: TrainedModels, beside present: TrainedModels?) -> TrainingFigures {
        // Whom weights were chosen by does not judge them.
        let isWeighed = models.factors != nil || models.sessions != nil
        let users = judges.enumerated().filter { !isWeighed || $0.offset % 2 == 0 }.map(\.element)
        let judge = ModelJudge(users: users, itemCount: head.itemCount)
        let matrix = matrix(.byStrength)
        return TrainingFigures(
            interactions: matrix.entryCount, users: set.users.count, items: matrix.columnCounts.count { $0 > 0 },
            own: judge.judge(models), present: present.flatMap { judge.judge($0) },
            popularity: judge.judge(PopularityModel(matrix)), weights: models.weights)
    }

    /// Its bytes: 16 for each interaction.
    ///
    /// - Throws: What encoding the head throws.
    package func bytes() throws -> [UInt8] {
        let encoder = JSONEncoder()
        // The same snapshot is always the same bytes.
        encoder.outputFormatting = .sortedKeys
        var writer = PackedWriter()
        writer.write(Self.magic)
        writer.write(Array(try encoder.encode(head)))
        writer.write(set.users.map { UInt32($0.count) })
        writer.write(set.users.flatMap { $0.map(\.item) })
        writer.write(set.users.flatMap { $0.map(\.weight) })
        for entries in set.users { for entry in entries { writer.write(entry.time.milliseconds) } }
        writer.write(set.baskets.map { UInt32($0.count) })
        writer.write(set.baskets.flatMap { $0 })
        return writer.bytes
    }

    /// Reads what ``bytes()`` has written.
    ///
    /// - Throws: ``ModelError/unreadable``.
    package init(bytes: [UInt8]) throws(ModelError) {
        var reader = PackedReader(bytes)
        guard try reader.readBytes() == Self.magic else { throw .unreadable }
        let text = try reader.readBytes()
        // What is wrong with the head does not matter.
        guard let head = try? JSONDecoder().decode(Head.self, from: Data(text)) else { throw .unreadable }
        let counts = try reader.readNumbers()
        let (items, weights) = (try reader.readNumbers(), try reader.readFloats())
        guard counts.reduce(0, { $0 + Int($1) }) == items.count, weights.count == items.count else {
            throw .unreadable
        }
        var set = TrainingSet()
        set.users.reserveCapacity(counts.count)
        var place = 0
        for count in counts {
            var entries: [TrainingSet.Entry] = []
            entries.reserveCapacity(Int(count))
            for offset in place..<place + Int(count) {
                let time = Timestamp(milliseconds: try reader.read(Int64.self))
                entries.append(TrainingSet.Entry(item: items[offset], weight: weights[offset], time: time))
            }
            place += Int(count)
            set.take(entries)
        }
        let sizes = try reader.readNumbers()
        let bought = try reader.readNumbers()
        guard sizes.reduce(0, { $0 + Int($1) }) == bought.count, reader.isAtEnd else { throw .unreadable }
        var start = 0
        for size in sizes {
            set.baskets.append(Array(bought[start..<start + Int(size)]))
            start += Int(size)
        }
        self.init(head: head, set: set)
    }
}
