import HTTPTypes
import MeshCore
import MeshTestKit
import ReportIntake
import Testing

@testable import Reporting

@Suite("How far reading goes ahead of laying out")
struct YoungBacklogTests {
    private static let lateness: Duration = .seconds(6 * 3600)

    /// Partitions with a site's pages, readers that read them as far as they may, and a sealer that takes its time.
    private struct Run {
        var random: SplitMix64
        var backlog: YoungBacklog
        /// Of each partition: when its pages end, ascending.
        var pages: [[Timestamp]]
        var read: [Int]
        /// By day.
        var young: [Int: Int] = [:]
        var greatest = 0
        var sealing: (day: Int, steps: Int)?
        let days: Range<Int>

        static let pageBytes = 100

        init(seed: UInt64, budget: Int, partitions: Int, days: Int) {
            random = SplitMix64(seed: seed)
            backlog = YoungBacklog(budget: budget)
            self.days = 20_000..<(20_000 + days)
            read = Array(repeating: 0, count: partitions)
            pages = []
            for _ in 0..<partitions {
                // Some partitions have twice the pages of others, at times that they do not share.
                let count = days * Int.random(in: 10...20, using: &random)
                let span = Int64(days) * 86_400_000
                let begin = Timestamp(startOfDay: 20_000).milliseconds
                pages.append(
                    (0..<count).map { _ in Timestamp(milliseconds: begin + Int64.random(in: 0..<span, using: &random)) }
                        .sorted())
            }
        }

        /// Before which no event of a partition comes any more; one that is read to its end waits for no event.
        func watermark(_ partition: Int) -> Timestamp? {
            guard read[partition] < pages[partition].count else { return Timestamp(startOfDay: days.upperBound + 1) }
            return read[partition] == 0 ? nil : pages[partition][read[partition] - 1] - YoungBacklogTests.lateness
        }

        /// - Returns: Whether the partition was read on.
        mutating func read(_ partition: Int) -> Bool {
            let watermark = watermark(partition)
            guard read[partition] < pages[partition].count, backlog.mayRead({ $0 == 7 ? watermark : nil }) else {
                return false
            }
            young[pages[partition][read[partition]].day, default: 0] += Self.pageBytes
            read[partition] += 1
            backlog.add(Self.pageBytes, to: 7)
            greatest = max(greatest, young.values.reduce(0, +))
            return true
        }

        /// - Returns: Whether there was something to do.
        mutating func seal() -> Bool {
            if let (day, steps) = sealing {
                sealing = steps > 0 ? (day, steps - 1) : nil
                if steps == 0 {
                    young[day] = nil
                    backlog.take([7: young.values.reduce(0, +)])
                }
                return true
            }
            guard let day = young.keys.min() else { return false }
            let marks = pages.indices.map { watermark($0) }
            let due = Timestamp(startOfDay: day + 1)
            let isDue = marks.allSatisfy { $0.map { $0 >= due } ?? false }
            backlog.sealer(of: 7, awaits: isDue ? nil : due)
            if isDue { sealing = (day, 40) }
            return isDue
        }

        /// Goes on until all is read and laid out.
        mutating func finish() throws {
            var idle = 0
            while !young.isEmpty || zip(read, pages).contains(where: { $0 < $1.count }) {
                let turn = Int.random(in: 0...pages.count, using: &random)
                let isDone = turn == pages.count ? seal() : read(turn)
                idle = isDone ? 0 : idle + 1
                try #require(idle < 2000, "nobody goes on: \(read) of \(pages.map(\.count)), \(young)")
            }
        }

        /// What the fullest day and the time in which events may be late bring, and a page more of each partition.
        var least: Int {
            let all = pages.joined().map(\.milliseconds)
            let window = 86_400_000 + YoungBacklogTests.lateness.wholeMilliseconds
            let most = days.map { day in
                let begin = Timestamp(startOfDay: day).milliseconds
                return all.count { $0 >= begin && $0 < begin + window }
            }
            return ((most.max() ?? 0) + pages.count) * Self.pageBytes
        }
    }

    @Test("However slow the sealer is, there is no more than the budget and what a day needs", arguments: 0..<40)
    func bounded(seed: UInt64) throws {
        let partitions = 1 + Int(seed % 5)
        let budget = Int(seed % 4) * 2000
        var run = Run(seed: seed, budget: budget, partitions: partitions, days: 12)
        try run.finish()
        #expect(run.greatest <= budget + run.least, "seed \(seed)")
        // Without a bound it is most of the log.
        var free = Run(seed: seed, budget: .max, partitions: partitions, days: 12)
        try free.finish()
        #expect(free.greatest > 2 * run.least, "seed \(seed)")
    }

    @Test("Who lacks nothing of the largest site's oldest day waits; who knows nothing of it does not")
    func largest() {
        var backlog = YoungBacklog(budget: 10)
        let day = Timestamp(startOfDay: 20_000)
        backlog.take([1: 8, 2: 2])
        #expect(backlog.mayRead { _ in day } && !backlog.isAwaitingSealer)
        backlog.add(1, to: 1)
        backlog.sealer(of: 1, awaits: day)
        backlog.sealer(of: 2, awaits: day + .seconds(1000))
        #expect(backlog.mayRead { _ in day - .seconds(1) } && backlog.mayRead { _ in nil })
        #expect(!backlog.isAwaitingSealer)
        #expect(!backlog.mayRead { _ in day } && backlog.isAwaitingSealer)
        // While it is laid out, all wait who know something of it.
        backlog.sealer(of: 1, awaits: nil)
        #expect(!backlog.mayRead { _ in day - .seconds(1) })
        backlog.take([2: 2])
        #expect(backlog.mayRead { _ in day } && !backlog.isAwaitingSealer)
    }

    @Test("Who waits for a sealer that fails reads on until it takes up its work again")
    func failing() {
        var backlog = YoungBacklog(budget: 10)
        let day = Timestamp(startOfDay: 20_000)
        backlog.take([1: 20])
        backlog.sealer(of: 1, awaits: nil)
        #expect(!backlog.mayRead { _ in day } && backlog.isAwaitingSealer)
        backlog.sealerFailed()
        #expect(backlog.mayRead { _ in day } && !backlog.isAwaitingSealer)
        // What it looks at first is how much there is, which lays nothing out.
        backlog.take([1: 20])
        #expect(backlog.mayRead { _ in day })
        backlog.sealer(of: 1, awaits: nil)
        #expect(!backlog.mayRead { _ in day })
    }

    @Test("Who was at the end of a partition just now takes what happens; who was there before, or never, is behind")
    func atEnd() {
        let now = Timestamp(startOfDay: 20_000)
        func state(_ passed: Timestamp?, at offset: Int64? = nil) -> ReadingState {
            ReadingState(nextOffset: offset, newest: now, passed: passed)
        }
        #expect(state(now).isAtEnd(now) && state(now - .seconds(2)).isAtEnd(now))
        #expect(!state(now - .seconds(3)).isAtEnd(now) && !state(nil).isAtEnd(now) && !state(now, at: 5).isAtEnd(now))
    }

    @Test("Reading that waits for days to be laid out wakes who lays them out, and all of it is counted once")
    func woken() async throws {
        let (days, visitors) = (6, 800)
        let log = CollectedLog(partitions: 2)
        log.set("shop")
        let start = ReadingTests.start
        for day in 0..<days {
            log.append(
                (0..<visitors).flatMap { number in
                    (0..<2).map { page in
                        ReadingTests.event(
                            "\(day)-\(number)-\(page)", visitor: "v\(number)",
                            at: start + .seconds(day * 86_400 + number * 60 + page * 30), page: "/\(page)")
                    }
                })
        }
        let clock = VirtualWallClock(start + .seconds(days * 86_400))
        let directory = try TemporaryDirectory()
        // Nobody looks by himself whether a day is finished.
        let settings = ["young.bytes": "0", "sealing.pause": "1h"]
        try await ReportingInstance.with(log, directory: directory.path, clock: clock, settings: settings) {
            reporting in
            try await reporting.waitForEvents(Int64(days * visitors * 2), of: "shop")
            let state = try await reporting.send(.get, "/v1/reports/sites/shop").json
            #expect(state["events"] == .int(Int64(days * visitors * 2)) && state["lateEvents"] == 0, "\(state)")
            let generation = try #require(try reporting.service.store.site(named: "shop")?.live)
            let left = try await reporting.service.store.youngByteCounts()[generation] ?? 0
            let task = try #require(try await reporting.service.store.sealingTask(of: generation))
            #expect(left > 0 && task.day >= start.day + days - 2)
            let answer = try await reporting.ask([
                "site_id": "shop", "metrics": ["visitors", "visits", "pageviews"], "date_range": "all",
                "dimensions": ["event:page"],
            ])
            let each: [JSONValue] = [.int(Int64(visitors)), .int(Int64(days * visitors)), .int(Int64(days * visitors))]
            #expect(answer.rows == [["/0"]: each, ["/1"]: each], "\(answer)")
        }
    }
}
