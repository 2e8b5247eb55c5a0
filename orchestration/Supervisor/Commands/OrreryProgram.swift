import ArgumentParser

/// The program `orrery`.
package enum OrreryProgram {
    /// Reads the arguments of the process, does what they say, and ends the process.
    package static func main() async {
        await OrreryCommand.main()
    }
}
