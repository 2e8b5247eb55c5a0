import ArgumentParser

/// The settings of all models; each looks at its own.
struct ModelSettings: ParsableArguments {
    @Option(help: "cosine, bm25: how many neighbours each item keeps.")
    var neighbours = 200

    @Option(help: "ease, als: lambda; 500 for ease and 0.01 for als when it is not given.")
    var regularization: Double?

    @Option(help: "ease: what making it may take, in MiB; the most popular items are taken when not all fit.")
    var memory = 1024

    @Option(help: "als: the length of the vectors.")
    var factors = 64

    @Option(help: "als: how much more an interaction counts than none.")
    var alpha = 40.0

    @Option(help: "als: rounds over all users and items.")
    var rounds = 15

    @Option(help: "als: steps of the conjugate gradient in each equation; 0 solves them exactly.")
    var steps = 3

    @Option(help: "als: what its random beginning is drawn from.")
    var seed: UInt64 = 42

    @Option(help: "vmis: how many of the most recent sessions are looked at.")
    var sessions = 1500

    @Option(help: "vmis: how many of those are asked.")
    var nearest = 500

    @Option(help: "vmis: how many of the last items of a session are looked at.")
    var lastItems = 3

    @Option(help: "vmis: longer sessions are left out.")
    var longestSession: Int?

    @Flag(help: "content: a word that is said twice counts twice, not 1 + ln 2 times.")
    var plainCounts = false

    func validate() throws {
        guard neighbours > 0 else { throw ValidationError("--neighbours must be at least 1") }
        guard (1...1_000_000).contains(memory) else { throw ValidationError("--memory must be 1 to 1000000 MiB") }
        guard steps >= 0 else { throw ValidationError("--steps must be at least 0") }
    }
}
