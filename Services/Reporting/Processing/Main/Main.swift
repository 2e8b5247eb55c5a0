import ReportProcessing

@main
enum Main {
    static func main() {
        ProcessorProgram.main()
    }
}
