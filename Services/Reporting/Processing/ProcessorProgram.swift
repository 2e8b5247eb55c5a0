import ArgumentParser

/// The program `processor`: what reporting does with what was collected, as a step between two pipes.
package enum ProcessorProgram {
    /// Reads the arguments of the process, does what they say, and ends the process.
    package static func main() {
        ProcessorCommand.main()
    }
}
