import MeshCore
import RecommenderModels
import Testing

@Suite("Models and profiles as bytes")
struct FileTests {
    private static func models(linearItems: Bool) throws -> (TrainedModels, InteractionMatrix) {
        let matrix = InteractionMatrix(
            randomInteractions(users: 60, items: 20, tastes: 3, seed: 5), rowCount: 60, columnCount: 20)
        var random = SplitMix64(seed: 9)
        let baskets = (0..<80).map { _ in (0..<6 as Range<UInt32>).filter { _ in random.unit() < 0.4 } }
        return (
            TrainedModels(
                neighbours: ItemNeighbours(matrix, weighting: .cosine, count: 7),
                // Too little for all twenty.
                linear: linearItems ? try EASEModel(matrix, regularization: 10, memoryLimit: 12 * 13 * 8) : nil,
                baskets: try BasketPartners(
                    baskets, settings: try BasketSettings(minimumSupport: 0.05, minimumConfidence: 0.1), count: 3),
                factors: linearItems
                    ? try ALSModel(matrix, configuration: ALSConfiguration(factorCount: 4, roundCount: 2)) : nil,
                sessions: linearItems
                    ? SessionNeighbours(
                        (0..<60).map { History(row: $0, of: matrix).items }, itemCount: 20,
                        configuration: try VMISConfiguration(recentSessionCount: 9)) : nil,
                weights: BlendWeights(linear: 0.5, factors: 2, sessions: 1)),
            matrix
        )
    }

    @Test("What was written is read back, and says the same", arguments: [true, false])
    func models(linear: Bool) throws {
        let (models, matrix) = try Self.models(linearItems: linear)
        let read = try TrainedModels(bytes: models.bytes)
        #expect(read.bytes == models.bytes)
        #expect([read.linear == nil, read.factors == nil, read.sessions == nil] == [!linear, !linear, !linear])
        #expect(read.weights == models.weights)
        for user in 0..<matrix.rowCount {
            let history = History(row: user, of: matrix)
            #expect(scores(read.neighbours, after: history) == scores(models.neighbours, after: history))
            if let one = read.linear, let other = models.linear {
                #expect(scores(one, after: history) == scores(other, after: history))
            }
            if let one = read.factors, let other = models.factors {
                #expect(scores(one, after: history) == scores(other, after: history))
            }
            if let one = read.sessions, let other = models.sessions {
                #expect(scores(one, after: history) == scores(other, after: history))
            }
        }
        for item in 0..<6 as Range<UInt32> {
            #expect(read.baskets.partners(of: item) == models.baskets.partners(of: item))
        }
    }

    @Test("What ends too soon, goes on, or was changed where it says how long it is, is refused and never believed")
    func damaged() throws {
        let bytes = try Self.models(linearItems: true).0.bytes
        for count in stride(from: 0, to: bytes.count, by: 97) {
            #expect(throws: ModelError.unreadable) { try TrainedModels(bytes: Array(bytes.prefix(count))) }
        }
        #expect(throws: ModelError.unreadable) { try TrainedModels(bytes: bytes + [0]) }
        var random = SplitMix64(seed: 3)
        for _ in 0..<300 {
            var changed = bytes
            changed[random.below(changed.count)] ^= UInt8(1 << random.below(8))
            // Either it is refused, or it can be asked without a crash.
            guard let models = try? TrainedModels(bytes: changed) else { continue }
            var sheet = ScoreSheet(itemCount: models.itemCount)
            _ = models.neighbours.recommendations(after: History([0, 5, 40]), count: 5, on: &sheet)
            _ = models.linear?.recommendations(after: History([0, 5, 40]), count: 5, on: &sheet)
            _ = models.factors?.recommendations(after: History([0, 5, 40]), count: 5, on: &sheet)
            _ = models.sessions?.recommendations(after: History([0, 5, 40]), count: 5, on: &sheet)
        }
    }

    @Test("A profile takes 21 bytes an item, and is read back")
    func profiles() throws {
        let rules = try SignalRules()
        var random = SplitMix64(seed: 8)
        var profile = InterestProfile()
        for _ in 0..<100 {
            let kind = SignalKind.allCases[random.below(SignalKind.allCases.count)]
            let time = Timestamp(milliseconds: 1_795_222_923_004 + Int64(random.below(1_000_000)))
            profile.take(
                Signal(kind, item: UInt32(random.below(30)), at: time, strength: random.unit() * 2 - 1), rules: rules)
        }
        #expect(profile.bytes.count == profile.itemCount * 21)
        #expect(try InterestProfile(bytes: profile.bytes) == profile)
        #expect(try InterestProfile(bytes: []) == InterestProfile())
        #expect(throws: ModelError.unreadable) { try InterestProfile(bytes: Array(profile.bytes.dropLast())) }
        var unknown = profile.bytes
        unknown[20] = 0xFF
        #expect(throws: ModelError.unreadable) { try InterestProfile(bytes: unknown) }
    }

    @Test("Items that turn out to be one have one interest, with both weights as of the later moment")
    func renumbering() throws {
        let rules = try SignalRules(halfLife: .seconds(100))
        let start = Timestamp(milliseconds: 1_795_222_923_004)
        var profile = InterestProfile()
        profile.take(Signal(.view, item: 1, at: start), rules: rules)
        profile.take(Signal(.purchase, item: 2, at: start + .seconds(100)), rules: rules)
        profile.take(Signal(.view, item: 3, at: start + .seconds(50)), rules: rules)
        #expect(profile.renumbered(rules: rules) { $0 } == profile)
        let joined = profile.renumbered(rules: rules) { $0 == 1 ? 2 : $0 }
        #expect(joined.interests.map(\.item) == [3, 2])
        #expect(joined.interests[1].weight == 5.5)
        #expect(joined.interests[1].kinds == [.view, .purchase])
        #expect(profile.history(at: start, rules: rules, limit: 2).items == [3, 2])
    }

    @Test("Partners of an item are those of its rules of one item each way, the surest first")
    func partners() throws {
        let settings = try BasketSettings(minimumSupport: 0.1, minimumConfidence: 0.1)
        let baskets: [[UInt32]] = [[0, 1], [0, 1], [0, 2], [0, 1, 2], [3], [3], [3]]
        let partners = try BasketPartners(baskets, settings: settings, count: 5)
        #expect(partners.partners(of: 0).map(\.item) == [1, 2])
        #expect(partners.partners(of: 0).map(\.confidence) == [0.75, 0.5])
        #expect(partners.partners(of: 1).map(\.item) == [0, 2])
        #expect(partners.partners(of: 1).first?.lift == 1.75)
        #expect(partners.partners(of: 2).map(\.item) == [0, 1])
        #expect(partners.partners(of: 3) == [])
        #expect(try BasketPartners(baskets, settings: settings, count: 1).partners(of: 0).map(\.item) == [1])
    }
}

@Suite("Snapshots of trainings as bytes")
struct SnapshotTests {
    private static func snapshot() -> TrainingSnapshot {
        var set = TrainingSet()
        for user in 0..<30 as Range<UInt32> {
            set.take(
                (0..<5 as Range<UInt32>).map { place in
                    TrainingSet.Entry(
                        item: (user * 7 + place * 3) % 20, weight: Float(place) + 0.5,
                        time: Timestamp(milliseconds: Int64(user) * 1000 + Int64(place)))
                })
        }
        set.baskets = [[1, 2], [2, 3, 4], [1, 2]]
        let recipe = ModelRecipe(
            neighbourCount: 5, comparesByBM25: true, linearItems: 10, regularization: 3, minimumSupport: 0.1,
            minimumConfidence: 0.1, factorCount: 3, sessionCount: 20)
        return TrainingSnapshot(
            head: .init(itemCount: 20, through: Timestamp(milliseconds: 25_000), present: 7, recipe: recipe), set: set)
    }

    @Test("What is read back makes the same models, byte by byte, and the parts the same as the whole")
    func same() throws {
        let snapshot = Self.snapshot()
        let read = try TrainingSnapshot(bytes: try snapshot.bytes())
        #expect(try read.bytes() == snapshot.bytes() && read.set.count == 150 && read.head.present == 7)
        let recipe = snapshot.head.recipe
        var parts: [ModelPart: [UInt8]] = [:]
        for part in recipe.parts {
            parts[part] = try recipe.bytes(of: part, from: read)
            #expect(parts[part] == (try recipe.bytes(of: part, from: snapshot)))
        }
        let whole = TrainedModels(
            neighbours: recipe.neighbours(snapshot), linear: try recipe.linear(snapshot),
            baskets: try recipe.baskets(snapshot), factors: try recipe.factors(snapshot),
            sessions: try recipe.sessions(snapshot))
        #expect(recipe.parts == ModelPart.allCases)
        let joined = try TrainedModels(parts: parts)
        #expect(joined.bytes == whole.bytes)
        let figures = snapshot.figures(of: joined, beside: whole)
        #expect(figures.own == figures.present && (figures.own?.users ?? 0) > 0)
    }

    @Test("A file of the first version, without factors, sessions and weights, is read as it was")
    func firstVersion() throws {
        let snapshot = Self.snapshot()
        let recipe = snapshot.head.recipe
        let models = TrainedModels(
            neighbours: recipe.neighbours(snapshot), linear: nil, baskets: try recipe.baskets(snapshot))
        // Two bytes for what is absent, and four weights.
        var bytes = Array(models.bytes.dropLast(2 + 32))
        bytes[16] = 1
        let read = try TrainedModels(bytes: bytes)
        #expect(read.bytes == models.bytes && read.weights == BlendWeights())
    }

    @Test("A model counts as much as it helps to find what came next, and nothing where it does not")
    func weighing() throws {
        // Sessions always go on by one; the neighbours of an item are on both of its sides.
        let sessions = (0..<400 as Range<UInt32>).map { start in (0..<3).map { (start * 7 + $0) % 40 } }
        let matrix = InteractionMatrix(
            sessions.enumerated().flatMap { row, items in
                items.map { Interaction(row: UInt32(row), column: $0) }
            }, rowCount: 400, columnCount: 40)
        let models = TrainedModels(
            neighbours: ItemNeighbours(matrix, weighting: .cosine, count: 1), linear: nil, baskets: BasketPartners(),
            sessions: SessionNeighbours(sessions, itemCount: 40, configuration: try VMISConfiguration()))
        let users = (0..<60 as Range<UInt32>).map { start in
            (history: History([start % 40, (start + 1) % 40]), hidden: [(start + 2) % 40])
        }
        let judge = ModelJudge(users: users, itemCount: 40)
        let weights = judge.weights(of: models)
        #expect(weights.sessions > 0 && weights.neighbours == 1 && weights.factors == 0 && weights.linear == 0)
        let (alone, both) = (judge.judge(models), judge.judge(models.weighed(weights)))
        #expect((both?.ndcg ?? 0) > (alone?.ndcg ?? 1))
        // Whom nothing is hidden from, nothing helps.
        #expect(ModelJudge(users: [], itemCount: 40).weights(of: models).sessions == 0)
    }

    @Test("What ends too soon, or was changed, is refused and never believed")
    func damaged() throws {
        let bytes = try Self.snapshot().bytes()
        for count in stride(from: 0, to: bytes.count, by: 61) {
            #expect(throws: ModelError.unreadable) { try TrainingSnapshot(bytes: Array(bytes.prefix(count))) }
        }
        var random = SplitMix64(seed: 3)
        for _ in 0..<200 {
            var changed = bytes
            changed[random.below(changed.count)] ^= UInt8(1 << random.below(8))
            // Either it is refused, or it can be read without a crash.
            _ = try? TrainingSnapshot(bytes: changed)
        }
        #expect(throws: ModelError.unreadable) { try TrainedModels(parts: [.neighbours: [1, 2, 3], .baskets: []]) }
    }
}
